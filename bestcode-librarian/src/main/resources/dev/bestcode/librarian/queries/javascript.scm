(comment) @comment
(string) @text
(string_fragment) @text
(regex) @text

(class_declaration name: (identifier) @name body: (_) @body) @class
(class name: (identifier) @name body: (_) @body) @class
(function_declaration name: (identifier) @name body: (_) @body) @function
(generator_function_declaration name: (identifier) @name body: (_) @body) @function
(method_definition name: (_) @name body: (_) @body) @method
(field_definition property: (_) @name) @field
(lexical_declaration (variable_declarator name: (identifier) @name value: (arrow_function body: (_) @body))) @function
(lexical_declaration (variable_declarator name: (identifier) @name value: (function_expression body: (_) @body))) @function
(variable_declaration (variable_declarator name: (identifier) @name value: (arrow_function body: (_) @body))) @function
(variable_declaration (variable_declarator name: (identifier) @name value: (function_expression body: (_) @body))) @function
(assignment_expression left: (member_expression property: (property_identifier) @name) right: (function_expression body: (_) @body)) @function
(assignment_expression left: (member_expression property: (property_identifier) @name) right: (arrow_function body: (_) @body)) @function
(pair key: (property_identifier) @name value: (function_expression body: (_) @body)) @method
(pair key: (property_identifier) @name value: (arrow_function body: (_) @body)) @method
(program (lexical_declaration (variable_declarator name: (identifier) @name)) @variable)
(program (variable_declaration (variable_declarator name: (identifier) @name)) @variable)
(program (export_statement (lexical_declaration (variable_declarator name: (identifier) @name)) @variable))
