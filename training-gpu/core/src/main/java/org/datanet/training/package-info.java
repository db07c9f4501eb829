/// Training on the script decoder: low-rank adapters over a frozen base model, with checkpoints
/// that resume exactly, and a report beside the weights.
///
/// A finished adapter folder holds `adapter_config.json`, `adapter_model.safetensors` (PEFT),
/// `training.json` (what went in, how it was learnt, what came out) and `bom.cdx.json` (CycloneDX).
/// A checkpoint folder holds `checkpoint.bin`, see [org.datanet.training.Checkpoint].
@NullMarked
package org.datanet.training;

import org.jspecify.annotations.NullMarked;
