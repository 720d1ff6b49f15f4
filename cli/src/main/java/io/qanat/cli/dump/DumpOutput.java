package io.qanat.cli.dump;

import io.qanat.cli.text.ByteOutput;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Where a dump goes. Confined to its writer.
public final class DumpOutput {
    private final ByteOutput out;
    private final boolean asJson;
    private final Consumer<String> remarks;
    private boolean isSound = true;

    /// @param out takes the data
    /// @param asJson whether each line is a JSON object
    /// @param remarks told of what is not as it should be, one line each
    public DumpOutput(ByteOutput out, boolean asJson, Consumer<String> remarks) {
        this.out = out;
        this.asJson = asJson;
        this.remarks = remarks;
    }

    /// Whether nothing that was shown is damaged.
    public boolean isSound() {
        return isSound;
    }

    boolean asJson() {
        return asJson;
    }

    ByteOutput out() {
        return out;
    }

    /// A file begins.
    void begin(Path file) {
        if (!asJson) {
            out.put("file " + file + "\n");
        }
    }

    DumpLine line(Path file, String kind) {
        return new DumpLine(asJson, file, kind);
    }

    /// Ends a line that has nothing more than these fields.
    void end(DumpLine line) {
        line.write(out);
        out.put(asJson ? "}\n" : "\n");
    }

    void damaged(String remark) {
        isSound = false;
        remarks.accept(remark);
    }

    void remark(String remark) {
        remarks.accept(remark);
    }
}
