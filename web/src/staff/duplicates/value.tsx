import type { ReactNode } from "react";
import { root } from "../../account/api.ts";
import { fieldWords } from "../../account/field-words.ts";
import { picturesIn } from "../../account/picture-view.ts";
import { pairView as words } from "../../strings/en-console-duplicates.ts";
import { listingStates } from "../../strings/en-console-listings.ts";
import { useCategories } from "../rows.ts";
import { type FieldName, isEmpty } from "./pair.ts";

type Props = {
  readonly field: FieldName;
  readonly value: unknown;
  /** The listing whose pictures they are. */
  readonly listingId: string;
};

/** What a field says, as people read it; pictures as they are. */
export function Value({ field, value, listingId }: Props): ReactNode {
  const { data: categories = [] } = useCategories();
  if (isEmpty(value)) return <span className="pair-nothing">{words.empty}</span>;
  const pictures = picturesIn(field, value);
  if (pictures.length > 0) {
    return (
      <span className="pair-pictures">
        {pictures.map(({ hash, alt, width, height }) => (
          <img
            key={hash}
            src={`${root()}account/listings/${listingId}/pictures/${hash}`}
            alt={alt}
            width={width}
            height={height}
            loading="lazy"
          />
        ))}
      </span>
    );
  }
  const state = Object.entries(listingStates).find(([id]) => field === "status" && id === value);
  return <span className="pair-text">{state ? state[1] : fieldWords(field, value, categories)}</span>;
}
