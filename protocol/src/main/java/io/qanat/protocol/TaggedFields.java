package io.qanat.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A cursor over one tagged section while it is read.
///
/// ```
/// count  (tag  size  content)*      all numbers are unsigned varints; tags ascend
/// ```
///
/// While the cursor stands on a field, the reader ends where the field ends. Confined to the
/// reader's thread.
public final class TaggedFields {
    private static final TaggedFields NONE = new TaggedFields(new WireReader(Absent.BYTES), "", 0);

    private final WireReader in;
    private final String owner;
    private int unread;
    private int tag = -1;
    private int outerLimit = -1;
    private List<RawTaggedField> unknown = List.of();

    private TaggedFields(WireReader in, String owner, int count) {
        this.in = in;
        this.owner = owner;
        this.unread = count;
    }

    static TaggedFields of(WireReader in, String owner, int count) {
        return count == 0 ? NONE : new TaggedFields(in, owner, count);
    }

    /// Moves to the next field; false after the last one.
    public boolean next() {
        leave();
        if (unread == 0) {
            return false;
        }
        unread--;
        int next = in.readUnsignedVarint(owner);
        if (next <= tag) {
            throw in.failure(owner, "tag " + next + " after tag " + tag);
        }
        tag = next;
        int size = in.readUnsignedVarint(owner);
        if (size < 0 || size > in.remaining()) {
            throw in.failure(
                    owner,
                    "tag " + tag + " of " + size + " bytes, but " + in.remaining() + " are left");
        }
        outerLimit = in.narrow(size);
        return true;
    }

    /// The number of the field at hand.
    public int tag() {
        return tag;
    }

    /// Keeps the field at hand as one that the schema does not know.
    public void keep() {
        ByteBuffer bytes = in.remaining() == 0 ? Absent.BYTES : in.readSlice(in.remaining());
        add(new RawTaggedField(tag, bytes));
    }

    /// The fields that were kept.
    public List<RawTaggedField> unknown() {
        return unknown.size() < 2 ? unknown : Collections.unmodifiableList(unknown);
    }

    private void add(RawTaggedField field) {
        if (unknown.isEmpty()) {
            // One per section costs the reader most per byte, so it gets the smallest list.
            unknown = List.of(field);
            return;
        }
        if (unknown.size() == 1) {
            RawTaggedField first = unknown.getFirst();
            unknown = new ArrayList<>(unread + 2);
            unknown.add(first);
        }
        unknown.add(field);
    }

    private void leave() {
        if (outerLimit < 0) {
            return;
        }
        if (in.remaining() > 0) {
            throw in.failure(owner, in.remaining() + " bytes left over in tag " + tag);
        }
        in.widen(outerLimit);
        outerLimit = -1;
    }
}
