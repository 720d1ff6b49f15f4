@NullMarked
package io.qanat.client.admin;

import org.jspecify.annotations.NullMarked;
