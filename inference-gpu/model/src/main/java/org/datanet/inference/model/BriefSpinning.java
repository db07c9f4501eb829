package org.datanet.inference.model;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Makes libtorch's worker threads wait for each other by spinning for some ten microseconds, then
/// asleep. OpenMP reads `GOMP_SPINCOUNT` when it is loaded, so the variable is set in this process
/// before that; a value given from outside stays.
///
/// Measured on two cores, milliseconds of a step of eight rows with eight adapters, 135M shape,
/// bfloat16: quiet, asleep at once 102, brief 39, OpenMP's long spinning 41; beside two busy
/// processes 56 to 80, 80, 104; beside six 380, 380 to 500, 560, and other steps up to 2,300.
final class BriefSpinning {

  private static final String SPINS = "10000";
  private static final int KEEP_EXISTING = 0;

  private BriefSpinning() {}

  /// Call before the engine is loaded; later calls change nothing.
  static void set() {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor signature =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    MemorySegment function = linker.defaultLookup().findOrThrow("setenv");
    MethodHandle setenv = linker.downcallHandle(function, signature);
    try (Arena arena = Arena.ofConfined()) {
      int failed =
          (int)
              setenv.invokeExact(
                  arena.allocateFrom("GOMP_SPINCOUNT"), arena.allocateFrom(SPINS), KEEP_EXISTING);
      if (failed != 0) {
        throw new IllegalStateException("setenv failed");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("setenv cannot be called", e);
    }
  }
}
