package io.qanat.sim.net;

import io.qanat.protocol.FrameAssembler;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Where bytes of a cable become frames. Confined to the run's thread.
public final class Inlet {
    private final FrameAssembler assembler = new FrameAssembler(FrameAssembler.FRAME_BYTES_MAX);
    private final BooleanSupplier isOpen;
    private final Consumer<ByteBuffer> frames;

    /// @param isOpen false as soon as no frame is wanted any more
    /// @param frames takes each frame, which is good until it returns
    public Inlet(BooleanSupplier isOpen, Consumer<ByteBuffer> frames) {
        this.isOpen = isOpen;
        this.frames = frames;
    }

    /// Takes what came, and hands on the frames that are whole by now.
    public void received(byte[] bytes) {
        int taken = 0;
        while (taken < bytes.length && isOpen.getAsBoolean()) {
            ByteBuffer space = assembler.space();
            int count = Math.min(space.remaining(), bytes.length - taken);
            space.put(bytes, taken, count);
            taken += count;
            for (Optional<ByteBuffer> frame = assembler.next();
                    frame.isPresent() && isOpen.getAsBoolean();
                    frame = assembler.next()) {
                frames.accept(frame.get());
            }
        }
    }
}
