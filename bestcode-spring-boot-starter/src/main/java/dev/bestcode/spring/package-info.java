/// `BestCode` from properties and beans. [BestCodeAutoConfiguration] is where Spring Boot begins,
/// [SystemParts] collects the parts, [ProviderClients] makes the way to models, [MethodToolBeans]
/// finds annotated methods.
@NullMarked
package dev.bestcode.spring;

import org.jspecify.annotations.NullMarked;
