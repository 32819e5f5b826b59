/**
 * The file service: every block becomes two files, named and laid out as the reference's file
 * streamer does it.
 *
 * <h2>What it writes</h2>
 *
 * {@code [prefix-]block-HEIGHT-data} and, with {@code output-metadata}, {@code
 * [prefix-]block-HEIGHT-meta}. Each is 8 bytes, big-endian: the length of the rest; and then the
 * rest. In a data file that is uvarint-length-delimited {@code StoreKVPair} messages, stores in
 * ascending order; in a meta file one {@code BlockMetadata}. A consumer may read a file as soon as
 * it has its name, and remove it when it has read it.
 *
 * <h2>How a block becomes files</h2>
 *
 * The bytes lie in native memory as the files want them, so nothing is looked into, copied or
 * allocated: {@code PayloadWriter} hands them to the system in gathering writes. A {@code
 * BlockFile} writes to a {@code TempFile}, whose name begins with a dot. When both files of the
 * block are whole, closed and, with {@code fsync}, on the disk, they are renamed: data first, meta
 * last. With {@code fsync} the directory is synced then. Last, {@code ProgressFile} records height
 * and app hash in place. Behind the block another thread opens the next temporary files.
 *
 * <h2>What holds when something breaks</h2>
 *
 * <ul>
 *   <li>No file with a final name is ever half written. What fails leaves no temporary file, and
 *       the {@code FileFailure} names file, cause and remedy. A block that is tried again is
 *       written anew, also after a failed sync.
 *   <li>Killed at any moment, the service begins again at the block after its progress, which is
 *       never ahead of the files. It removes the temporary files that were left.
 *   <li>After a power loss the same holds with {@code fsync}. Without it names can be on the disk
 *       before the bytes are: {@code TornFiles} finds such files at start and sets the progress
 *       back below them. A name that did not reach the disk either looks like a file that a
 *       consumer has removed, so only {@code fsync} rules that loss out.
 *   <li>Two services never write the same files: {@code DirectoryLock} keeps the second one out, in
 *       this process and in others, and tells it who holds them.
 *   <li>A height that the service goes on without is a line of the {@code .holes} file before
 *       progress is beyond it: a gap that stands there is known, and any other one is a loss.
 *   <li>When the chain was rolled back, its blocks come again with other app hashes and overwrite
 *       what is there, with a warning.
 * </ul>
 *
 * <p>A {@link org.abcistream.file.FileStreamingService} is used by one thread, which must not be
 * interrupted while it holds a block: Java then closes the files under it.
 */
@NullMarked
package org.abcistream.file;

import org.jspecify.annotations.NullMarked;
