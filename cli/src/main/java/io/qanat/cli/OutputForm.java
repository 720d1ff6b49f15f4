package io.qanat.cli;

/// How a command writes its data.
enum OutputForm {
    TEXT,
    JSON
}
