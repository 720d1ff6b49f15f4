package io.qanat.client;

/// How full a producer's send buffer is. Immutable.
///
/// @param totalBytes `buffer.memory`
/// @param freeBytes what new batches may still take of it; below 0 while records that were admitted
///   before their partition was known take more in batches than they did before
/// @param totalRecords the most records that may wait for their outcome
/// @param freeRecords how many more would be taken
public record BufferLevel(long totalBytes, long freeBytes, int totalRecords, int freeRecords) {}
