import { useState } from 'react';

/** How to read an answer: the difference between nothing held and nothing shown. */
export function ReadingHint() {
  const [open, setOpen] = useState(true);
  if (!open) return null;
  return (
    <aside className="hint" aria-label="How to read an answer">
      <p>
        <strong>Reading an answer.</strong> <code>null</code> with an entry in <code>errors</code> is withheld or unavailable, and
        the code says why. <code>coverage</code> says for each partner whether a section is <b>shared</b>, <b>not yet live</b>,{' '}
        <b>withheld</b> or <b>unavailable</b>. An empty list never stands for any of these.
      </p>
      <button type="button" onClick={() => setOpen(false)}>
        Dismiss
      </button>
    </aside>
  );
}
