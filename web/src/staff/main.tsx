import { createRoot } from "react-dom/client";
import { countChanges, countPeople } from "../account/staff-nav.ts";
import { Console } from "./console.tsx";

const place = document.querySelector("[data-console]");
if (place) {
  createRoot(place).render(<Console />);
  void countChanges();
  void countPeople();
}
