import { createRoot } from "react-dom/client";
import { Console } from "./console.tsx";

const place = document.querySelector("[data-console]");
if (place) createRoot(place).render(<Console />);
