/// The Llama-family decoder with low-rank adapters: one TorchScript archive generated from Java
/// text, called through DJL's PyTorch engine, plus the Hugging Face and PEFT file formats.
///
/// File formats read and written here:
/// - `config.json`, `tokenizer.json`, `tokenizer_config.json`, `chat_template.jinja`,
///   `generation_config.json`: Hugging Face layout.
/// - `*.safetensors`: 8 bytes little-endian header length, a JSON header `{name: {dtype, shape,
///   data_offsets}}`, then the raw little-endian tensors. F32, F16 and BF16 are read; shards
///   through `model.safetensors.index.json`.
/// - `*.gguf`, version 2 and 3 (ggml's specification): little-endian `GGUF`, version, count of
///   tensors and of metadata entries; entries `{key, type, value}`, strings with 64-bit lengths;
///   tensors `{name, sides fastest first, type, offset}`; padding to `general.alignment` (32); the
///   data, each tensor aligned. Types in [GgufType], architectures and names in [GgufModel], the
///   tokenizer in [GgufTokenizer].
/// - Adapters: PEFT `adapter_config.json` + `adapter_model.safetensors`.
///
/// In memory an adapter of rank r is one flat row: for each layer, for each of the seven
/// projections in the order of [Projection], A `[r, in]` then B `[out, r]`.
@NullMarked
package org.datanet.inference.model;

import org.jspecify.annotations.NullMarked;
