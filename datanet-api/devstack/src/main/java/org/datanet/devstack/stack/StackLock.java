package org.datanet.devstack.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Lets one command at a time change a home; the operating system gives it back when its holder
/// dies.
public final class StackLock implements AutoCloseable {
  private final FileChannel channel;

  private StackLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Takes the lock or says that another command holds it.
  public static StackLock take(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IOException("another ./datanet command is at work here; wait for it to end");
    }
    return new StackLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
