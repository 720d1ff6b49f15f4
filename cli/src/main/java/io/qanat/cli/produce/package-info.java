/// The main job: lines become records, and every record's fate is counted.
@NullMarked
package io.qanat.cli.produce;

import org.jspecify.annotations.NullMarked;
