package org.datanet.access.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.datanet.kernel.Hash;

/// An entry with its place in the log. In JSON the entry's fields stand beside index and leaf hash.
public record LoggedEntry(long index, AuditEntry entry, Hash leafHash) {

  @JsonValue
  Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("index", index);
    fields.putAll(entry.fields());
    fields.put("leafHash", leafHash.toString());
    return fields;
  }
}
