/// Chat templates: how a conversation becomes the one text that a model was trained to continue.
///
/// Models carry their template as Jinja text (`chat_template` of `tokenizer_config.json`,
/// `chat_template.jinja`, or `tokenizer.chat_template` of a GGUF file). [ChatTemplate] is an
/// interpreter of the part of Jinja that those templates use, with the settings of Hugging Face
/// transformers: `trim_blocks`, `lstrip_blocks`, the filter `tojson`, the functions
/// `raise_exception` and `strftime_now`, loop controls, and `generation` blocks, which change
/// nothing. It is bounded: a template that would write or compute too much fails.
@NullMarked
package org.datanet.inference.model.chat;

import org.jspecify.annotations.NullMarked;
