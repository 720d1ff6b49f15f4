@NullMarked
package io.qanat.client.internal.admin;

import org.jspecify.annotations.NullMarked;
