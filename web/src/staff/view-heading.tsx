import { type ReactNode, useEffect, useRef } from "react";

type Props = { readonly title: string; readonly lead?: ReactNode; readonly children?: ReactNode };

/** The heading of a view. It takes the focus when the view is come to, so that it is heard, and names the window. */
export function Heading({ title, lead, children }: Props): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(document.activeElement === document.body || document.activeElement === null);
  useEffect(() => {
    const [, ...site] = document.title.split(" · ");
    document.title = [title, ...site].join(" · ");
    if (!isFirst.current) heading.current?.focus({ preventScroll: true });
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
