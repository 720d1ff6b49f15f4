/// The small text files of a data folder, in Kafka's formats.
///
/// One class per format; each reads and writes the whole file. A file is replaced by writing its
/// successor beside it, syncing that and renaming it over the old name, so that a crash leaves the
/// old one or the new one. Used by the log writer thread and while a folder is opened.
@NullMarked
package io.qanat.log.folder;

import org.jspecify.annotations.NullMarked;
