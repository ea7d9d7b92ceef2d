package dev.bestcode.spring;

import dev.bestcode.runtime.BestCode;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/// A [BestCode] that is closed with the application, and a [TaskTemplate] beside it; neither where
/// the application has a system of its own.
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "bestcode.enabled", matchIfMissing = true)
@ConditionalOnMissingBean(BestCode.class)
@EnableConfigurationProperties(BestCodeProperties.class)
final class BestCodeAutoConfiguration {
    BestCodeAutoConfiguration() {}

    @Bean
    SystemParts bestCodeParts(
            BestCodeProperties properties,
            ConfigurableListableBeanFactory beans,
            Environment environment,
            ResourceLoader resources) {
        return SystemParts.of(properties, beans, environment, resources);
    }

    /// Made after the beans that it is made of, so closed before them.
    @Bean(destroyMethod = "close")
    BestCode bestCode(SystemParts parts) {
        return parts.builder().build();
    }

    @Bean
    TaskTemplate taskTemplate(BestCode system, SystemParts parts) {
        return new TaskTemplate(system, parts.tasks());
    }
}
