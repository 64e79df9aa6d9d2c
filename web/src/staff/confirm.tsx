import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { forms as words } from "../strings/en-console-parts.ts";

type Props = {
  readonly title: string;
  readonly text: string;
  /** More about it, below the text. */
  readonly children?: ReactNode;
  readonly yes: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
};

/** A question before something that cannot simply be taken back. */
export function Confirm({ title, text, children, yes, onYes, onNo }: Props): ReactNode {
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onNo()}>
      <Modal className="modal">
        <Dialog role="alertdialog" className="dialog">
          <Heading slot="title">{title}</Heading>
          <p>{text}</p>
          {children}
          <div className="account-buttons">
            <button className="button small" type="button" onClick={onYes}>
              {yes}
            </button>
            <button className="button quiet small" type="button" onClick={onNo}>
              {words.cancel}
            </button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
