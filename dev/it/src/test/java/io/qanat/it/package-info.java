/// Conformance and interoperation: our broker and client against those of other people, over
/// sockets and files.
///
/// Tests that need a program this project does not bring carry the tag `foreign` and run on their
/// own.
@NullMarked
package io.qanat.it;

import org.jspecify.annotations.NullMarked;
