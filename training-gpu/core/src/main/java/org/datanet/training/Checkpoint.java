package org.datanet.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.datanet.inference.model.TrainableParameters.State;
import org.datanet.kernel.Hash;

/// A training in the middle, as one file `checkpoint.bin`, big-endian: magic `DNCK`, version 1,
/// 32-byte plan hash, step (= place in the data order), loss curve (count, then step and loss),
/// three float arrays (values, first and second moments: count, then floats), CRC-32 of all before
/// it. It is written beside, forced to disk and renamed, so a crash leaves the old or the new one.
///
/// @param plan what the run is: settings, data order and base model; another plan never resumes it
record Checkpoint(Hash plan, List<LossPoint> curve, State state) {

  private static final int MAGIC = 0x444e434b;
  private static final int VERSION = 1;
  private static final String NAME = "checkpoint.bin";

  void write(Path folder) {
    Path part = folder.resolve(NAME + ".part");
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        write(Channels.newOutputStream(channel));
        channel.force(true);
      }
      Files.move(part, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the checkpoint: " + e.getMessage(), e);
    }
  }

  private void write(OutputStream file) throws IOException {
    CRC32 crc = new CRC32();
    DataOutputStream out =
        new DataOutputStream(new CheckedOutputStream(new BufferedOutputStream(file, 1 << 16), crc));
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.write(plan.bytes());
    out.writeLong(state.step());
    out.writeInt(curve.size());
    for (LossPoint point : curve) {
      out.writeInt(point.step());
      out.writeDouble(point.loss());
    }
    write(out, state.values());
    write(out, state.first());
    write(out, state.second());
    out.writeLong(crc.getValue());
    out.flush();
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asFloatBuffer().put(values);
    out.write(bytes.array());
  }

  /// The folder's checkpoint if it is whole and belongs to `plan`.
  static Optional<Checkpoint> read(Path folder, Hash plan) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return read(in, plan);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Checkpoint> read(InputStream file, Hash plan) throws IOException {
    CRC32 crc = new CRC32();
    DataInputStream in = new DataInputStream(new CheckedInputStream(file, crc));
    if (in.readInt() != MAGIC || in.readInt() != VERSION) {
      return Optional.empty();
    }
    Hash written = Hash.of(in.readNBytes(32));
    if (!written.equals(plan)) {
      return Optional.empty();
    }
    long step = in.readLong();
    List<LossPoint> curve = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      curve.add(new LossPoint(in.readInt(), in.readDouble()));
    }
    State state = new State(floats(in), floats(in), floats(in), step);
    long sum = crc.getValue();
    return in.readLong() == sum
        ? Optional.of(new Checkpoint(written, curve, state))
        : Optional.empty();
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    ByteBuffer.wrap(in.readNBytes(4 * values.length)).asFloatBuffer().get(values);
    return values;
  }
}
