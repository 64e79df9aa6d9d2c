/// <reference path="./.sst/platform/config.d.ts" />

export default $config({
  async app({ stage }) {
    const { settingsOf } = await import("./infra/settings.ts");
    const { stageOf } = await import("./infra/stage.ts");
    const { isProtected, region } = stageOf(stage, settingsOf(stage));
    return {
      name: "mainstreet",
      version: "4.17.1",
      home: "aws",
      protect: isProtected,
      removal: isProtected ? "retain" : "remove",
      providers: { aws: { region } },
    };
  },
  async run() {
    const { deployStage } = await import("./infra/sst/deploy.ts");
    return deployStage();
  },
});
