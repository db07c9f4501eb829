package org.datanet.inference.model;

/// One weight matrix `[out, in]` of a decoder layer that an adapter may change.
///
/// @param module its Hugging Face name inside the layer, e.g. `self_attn.q_proj`
/// @param biased whether a bias `[out]` is added to the product
record Projection(String module, int in, int out, boolean biased) {

  /// The last part of the name, as PEFT's `target_modules` spells it, e.g. `q_proj`.
  String target() {
    return module.substring(module.indexOf('.') + 1);
  }

  /// Name of one LoRA factor (`A` or `B`) in a PEFT file.
  String peftName(int layer, char factor) {
    return "base_model.model.model.layers." + layer + "." + module + ".lora_" + factor + ".weight";
  }
}
