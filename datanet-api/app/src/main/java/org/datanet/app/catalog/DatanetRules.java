package org.datanet.app.catalog;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import org.datanet.kernel.Ppm;
import org.datanet.kernel.TokenAmount;

/// What a Datanet accepts, who may contribute, and what a call costs. Immutable: its canonical JSON
/// is hashed and that hash is on chain.
///
/// @param acceptedTypes of `text, markdown, pdf, docx, html, csv, json, jsonl, eml`
/// @param languages ISO 639-1 codes
/// @param maxFileBytes 1 to 1 GiB
/// @param contributorWhitelist user names; empty: every contributor
/// @param region ISO 3166 code the data may be used in, or `ANY`
/// @param privacyPreset name of an anonymisation preset
/// @param pricePerThousandTokens in base units; what a builder charges at least
public record DatanetRules(
    @NotBlank @Size(max = 80, message = "at most 80 characters") String name,
    @NotBlank @Size(max = 40, message = "at most 40 characters") String domain,
    @NotNull @Size(max = 2000, message = "at most 2,000 characters") String description,
    @NotEmpty(message = "name at least one type")
        List<
                @Pattern(
                    regexp = "text|markdown|pdf|docx|html|csv|json|jsonl|eml",
                    message = "one of text, markdown, pdf, docx, html, csv, json, jsonl, eml")
                String>
            acceptedTypes,
    @NotEmpty(message = "name at least one language")
        List<@Pattern(regexp = "[a-z]{2}", message = "an ISO 639-1 code, e.g. en") String>
            languages,
    @Min(value = 1, message = "1 to 1073741824 bytes")
        @Max(value = 1L << 30, message = "1 to 1073741824 bytes")
        long maxFileBytes,
    @NotNull List<@NotBlank String> contributorWhitelist,
    @NotBlank @Pattern(regexp = "ANY|[A-Z]{2}", message = "ANY, or an ISO 3166 code, e.g. ES")
        String region,
    @NotBlank String privacyPreset,
    @NotNull TokenAmount pricePerThousandTokens,
    @NotNull @Valid Split split) {

  /// How a fee is divided; the parts sum to one million.
  public record Split(
      @NotNull Ppm modelPpm,
      @NotNull Ppm dataPpm,
      @NotNull Ppm stakersPpm,
      @NotNull Ppm protocolPpm) {

    /// A part that is missing is reported on its own.
    @AssertTrue(message = "modelPpm + dataPpm + stakersPpm + protocolPpm must be 1000000")
    boolean isWhole() {
      List<Ppm> parts = Arrays.asList(modelPpm, dataPpm, stakersPpm, protocolPpm);
      return parts.contains(null) || parts.stream().mapToInt(Ppm::value).sum() == Ppm.WHOLE;
    }
  }
}
