package org.datanet.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import org.datanet.kernel.ProblemException;

/// A training in the middle, as one file `checkpoint.bin`, big-endian: magic `DNCK`, version 2,
/// 32-byte plan hash, step (= place in the data order), loss curve and held-out curve (count, then
/// step and loss), four float arrays (values, first and second moments, best values: count, then
/// floats), CRC-32 of all before it. It is written beside, forced to disk and renamed, so a crash
/// or a full disk leaves the old or the new one.
///
/// @param plan what the run is: settings, data order and base model; another plan never resumes it
/// @param heldOut loss of the records kept back, where some are
/// @param best values at the lowest held-out loss; empty where none was measured
record Checkpoint(
    Hash plan, List<LossPoint> curve, List<LossPoint> heldOut, State state, float[] best) {

  private static final int MAGIC = 0x444e434b;
  private static final int VERSION = 2;
  private static final String NAME = "checkpoint.bin";

  /// @throws IOException when the disk does not take it; the older checkpoint is then untouched
  void write(Path folder) throws IOException {
    Path part = folder.resolve(NAME + ".part");
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
  }

  private void write(OutputStream file) throws IOException {
    CRC32 crc = new CRC32();
    DataOutputStream out =
        new DataOutputStream(new CheckedOutputStream(new BufferedOutputStream(file, 1 << 16), crc));
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.write(plan.bytes());
    out.writeLong(state.step());
    write(out, curve);
    write(out, heldOut);
    write(out, state.values());
    write(out, state.first());
    write(out, state.second());
    write(out, best);
    out.writeLong(crc.getValue());
    out.flush();
  }

  private static void write(DataOutputStream out, List<LossPoint> curve) throws IOException {
    out.writeInt(curve.size());
    for (LossPoint point : curve) {
      out.writeInt(point.step());
      out.writeDouble(point.loss());
    }
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asFloatBuffer().put(values);
    out.write(bytes.array());
  }

  /// The folder's checkpoint if it is whole.
  ///
  /// @throws ProblemException when it belongs to another run than `plan`
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
    long step = in.readLong();
    List<LossPoint> curve = points(in);
    List<LossPoint> heldOut = points(in);
    State state = new State(floats(in), floats(in), floats(in), step);
    float[] best = floats(in);
    long sum = crc.getValue();
    if (in.readLong() != sum) {
      return Optional.empty();
    }
    requireSame(written, plan);
    return Optional.of(new Checkpoint(written, curve, heldOut, state, best));
  }

  private static void requireSame(Hash written, Hash plan) {
    if (!written.equals(plan)) {
      throw new ProblemException(
          TrainingProblem.OTHER_RUNS_CHECKPOINT,
          "The checkpoint folder holds run "
              + written
              + ", this one is "
              + plan
              + ": base model, texts, settings or seed differ. Give this run a folder of its own, or"
              + " repeat the other one exactly.");
    }
  }

  private static List<LossPoint> points(DataInputStream in) throws IOException {
    List<LossPoint> points = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      points.add(new LossPoint(in.readInt(), in.readDouble()));
    }
    return points;
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    ByteBuffer.wrap(in.readNBytes(4 * values.length)).asFloatBuffer().get(values);
    return values;
  }
}
