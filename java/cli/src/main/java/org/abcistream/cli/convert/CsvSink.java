package org.abcistream.cli.convert;

import java.io.IOException;
import org.abcistream.api.StoreKVPair;
import org.abcistream.cli.output.Output;

/**
 * Comma-separated values as in RFC 4180, but for lines that end as lines do here; with a header.
 */
final class CsvSink implements PairSink {
  private final Output out;
  private final PairShape shape;

  CsvSink(Output out, PairShape shape) throws IOException {
    this.out = out;
    this.shape = shape;
    out.line("height,store_key,delete,key,value" + (shape.hasDecoded() ? ",decoded" : ""));
  }

  @Override
  public void write(long height, StoreKVPair pair) throws IOException {
    out.text(Long.toString(height));
    out.text(",");
    out.text(quotedWhereNeeded(pair.storeKey().name()));
    out.text(pair.isDelete() ? ",true," : ",false,");
    out.text(shape.binary().encode(pair.key()));
    out.text(",");
    out.text(shape.binary().encode(pair.value()));
    if (shape.hasDecoded()) {
      out.text(",");
      out.text(shape.decoded(pair).map(CsvSink::quotedWhereNeeded).orElse(""));
    }
    out.line("");
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }

  @Override
  public void close() {}

  private static String quotedWhereNeeded(String text) {
    boolean needed = text.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    return needed ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
