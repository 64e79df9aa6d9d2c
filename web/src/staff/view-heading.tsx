import { type ReactNode, useEffect, useRef } from "react";

type Props = { readonly title: string; readonly lead?: ReactNode; readonly children?: ReactNode };

/** Where a heading was heard last, and which: at the address that was loaded the page itself is what is heard. */
let heardAt = location.href;
let heard: HTMLElement | null = null;

/** The heading of a view. It takes the focus when the view is come to, so that it is heard, and names the window. */
export function Heading({ title, lead, children }: Props): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const [, ...site] = document.title.split(" · ");
    document.title = [title, ...site].join(" · ");
    // What is renamed where it stands is not come to; but one heading may take the place of another that had the focus.
    const isLost = heard?.isConnected === false && document.activeElement === document.body;
    if (heardAt === location.href && !isLost) return;
    heardAt = location.href;
    heard = heading.current;
    heard?.focus({ preventScroll: true });
  }, [title]);
  return (
    <header className="view-heading">
      <div>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead && <p className="lead">{lead}</p>}
      </div>
      {children && <div className="view-actions">{children}</div>}
    </header>
  );
}
