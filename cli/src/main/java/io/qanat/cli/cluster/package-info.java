/// What `cluster describe` shows: descriptions of the admin client, put together to nodes, quorum
/// and partitions, as text or as JSON.
@NullMarked
package io.qanat.cli.cluster;

import org.jspecify.annotations.NullMarked;
