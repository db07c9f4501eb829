package org.datanet.attribution.shares;

import java.util.List;
import org.datanet.attribution.Samples;

/// Answers of a model to attribute: quotations of the literature samples and free text.
final class Answers {

  /// A whole paragraph.
  static final String PARAGRAPH = Samples.paragraphs("moby-dick-014.txt").get(2);

  /// Two long quotations and a sentence nobody wrote.
  static final String QUOTATIONS =
      "He said that they have to plant weeds there, they don't grow naturally; and then the Lord"
          + " sent out a great wind into the sea. Nobody ever wrote this sentence before me.";

  /// Whole sentences of three works by three contributors.
  static final String MIXTURE =
      "And Ruth said, Intreat me not to leave thee, or to return from following after thee: for"
          + " whither thou goest, I will go; and where thou lodgest, I will lodge. In olden times"
          + " an eagle swooped down upon the New England coast, and carried off an infant Indian in"
          + " his talons. So they took up Jonah, and cast him forth into the sea: and the sea"
          + " ceased from her raging. With loud lament the parents saw their child borne out of"
          + " sight over the wide waters. All the rivers run into the sea; yet the sea is not full.";

  /// Quotations of five to seven words between free ones.
  static final String SHORT_QUOTATIONS =
      "Travellers report clams found upon a mere hillock, and elbow of sand, where somebody grown"
          + " wild about like bits of the true cross once kept watch, hoping that the mighty"
          + " Lord sent out a great wind toward the harbour; meanwhile a tired widow shouted out"
          + " whither thou goest, I will go until nobody could sleep, while old sailors under his"
          + " very pillow rush herds of cattle home.";

  /// Plain prose of today without a quotation.
  static final String FREE =
      "We moved the whole team to the new building in March, and it took a while until everybody"
          + " knew where to find the printer. The first week was loud because the walls had not been"
          + " painted yet and the workers came at seven in the morning. By the time the lift was"
          + " running most of us had got used to the stairs. I would have liked a window that opens,"
          + " but there was none left when I asked for one, so I bought a small plant and put it on"
          + " the desk next to the lamp. It has not died so far, which is more than I can say of the"
          + " one I had before.";

  /// Hardly more than set phrases in a row; some are in [Phrases#COMMON].
  static final String PHRASES =
      "At the end of the day it is one of the most important things to keep in mind: as far as we"
          + " know, the quality of the data has a great deal to do with the quality of the model,"
          + " and in the case of a small company it is on the other hand not at all clear who is"
          + " going to pay for it. Thank you very much for your time, and I look forward to hearing"
          + " from you as soon as possible.";

  /// A set text that begins many files, and a remark.
  static final String LICENCE =
      Attacks.LICENCE + " I would keep this notice at the top of every file you copy from us.";

  static final List<String> MODELS_WORDS =
      List.of("bright", "sudden", "table", "garden", "listen", "corner", "winter", "yellow");

  /// A paragraph with one word in ten replaced.
  static final String REWORDED = Attacks.replacingWords(PARAGRAPH, 10, 1, MODELS_WORDS);

  /// Some quoted from each work, some from nobody.
  static final List<String> ALL =
      List.of(PARAGRAPH, QUOTATIONS, MIXTURE, SHORT_QUOTATIONS, REWORDED, FREE, LICENCE);

  private Answers() {}
}
