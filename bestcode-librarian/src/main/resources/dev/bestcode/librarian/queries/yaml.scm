(comment) @comment

(block_mapping_pair key: (flow_node (plain_scalar (_) @name))) @key
