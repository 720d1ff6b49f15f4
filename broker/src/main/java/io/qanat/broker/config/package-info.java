/// What can be configured: the tables of topic and broker configuration keys with types, defaults
/// and rules. Pure data, used by topic creation and DescribeConfigs.
@NullMarked
package io.qanat.broker.config;

import org.jspecify.annotations.NullMarked;
