import { useState } from 'react';

/** How to read an answer: the difference between nothing held and nothing shown. */
export function ReadingHint() {
  const [open, setOpen] = useState(true);
  if (!open) return null;
  return (
    <aside className="hint" aria-label="How to read an answer">
      <p>
        <strong>Reading an answer.</strong> <code>null</code> with an entry in <code>errors</code>: withheld or unavailable, and
        the code says why. <code>coverage</code>: per partner, whether the section is shared, not yet live, withheld or
        unavailable. An empty list alone says none of that.
      </p>
      <button type="button" onClick={() => setOpen(false)}>
        Dismiss
      </button>
    </aside>
  );
}
