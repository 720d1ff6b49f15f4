package io.qanat.cli;

/// How a command reads or writes its data.
enum OutputForm {
    TEXT,
    JSON
}
