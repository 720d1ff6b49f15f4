/// The broker over real sockets, with frames made by the protocol module, one class per API.
@NullMarked
package io.qanat.broker;

import org.jspecify.annotations.NullMarked;
