import { memo, type ReactNode, Suspense } from "react";
import { consoleFrame as words } from "../strings/en-console.ts";
import { Boundary } from "./boundary.tsx";
import { type Kept, KeptView } from "./kept.ts";
import { Heading } from "./view-heading.tsx";
import { VIEWS } from "./views.tsx";

type Props = { readonly path: string; readonly kept?: Kept | null };

/** The view of a path. It is not drawn anew because another one is gone to. */
export const ShownView = memo(function ShownView({ path, kept = null }: Props): ReactNode {
  const View = VIEWS[path];
  return (
    <KeptView value={kept}>
      <Boundary>
        <Suspense fallback={<p role="status">{words.loading}</p>}>
          {View ? <View /> : <Heading title={words.title} lead={words.notThere} />}
        </Suspense>
      </Boundary>
    </KeptView>
  );
});
