import { expect, test } from "vitest";
import { deviceOf } from "./device.ts";

test("a browser is called as people call it", () => {
  const agents = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    "curl/8.0",
    undefined,
    "<script>alert(1)</script> Windows",
  ];

  expect(agents.map(deviceOf)).toEqual([
    "Firefox on Linux",
    "Chrome on Android",
    "Edge on Windows",
    "Safari on iPhone",
    "Another program",
    "Another program",
    "A browser on Windows",
  ]);
});
