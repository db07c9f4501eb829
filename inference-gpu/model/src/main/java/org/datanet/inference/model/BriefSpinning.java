package org.datanet.inference.model;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;

/// Makes libtorch's worker threads wait for each other by spinning briefly, then asleep. OpenMP
/// reads `GOMP_SPINCOUNT` and `OMP_WAIT_POLICY` when it is loaded, so both are set in this process
/// before that; values given from outside stay. A process whose OpenMP threads are more than the
/// processors, as of one that serves and trains, spins 1,000 times by the policy `ACTIVE`, else
/// hardly ever.
///
/// Measured on two cores, milliseconds of a step of eight rows with eight adapters, 135M shape,
/// bfloat16: quiet, asleep at once 102, brief 39, OpenMP's long spinning 41; beside two busy
/// processes 56, 83 to 92, 104; beside six 380, 376 to 500, 561, and other steps up to 2,300.
final class BriefSpinning {

  private static final Map<String, String> VARIABLES =
      Map.of("GOMP_SPINCOUNT", "10000", "OMP_WAIT_POLICY", "ACTIVE");
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
      for (var variable : VARIABLES.entrySet()) {
        int failed =
            (int)
                setenv.invokeExact(
                    arena.allocateFrom(variable.getKey()),
                    arena.allocateFrom(variable.getValue()),
                    KEEP_EXISTING);
        if (failed != 0) {
          throw new IllegalStateException("setenv failed");
        }
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("setenv cannot be called", e);
    }
  }
}
