/// A corpus cannot be made; the message is the whole sentence for the user: what, why, what to do.
final class CorpusException extends RuntimeException {

  CorpusException(String sentence) {
    super(sentence);
  }
}
