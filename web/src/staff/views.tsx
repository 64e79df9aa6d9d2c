import { type ComponentType, lazy } from "react";
import { MembersView } from "./members/members-view.tsx";
import { TodayView } from "./today/today-view.tsx";

/** The views of the console by their paths. Those that few days need come when they are first gone to. */
export const VIEWS: Readonly<Record<string, ComponentType>> = {
  "/staff/": TodayView,
  "/staff/members/": MembersView,
  "/staff/member/": lazy(async () => ({ default: (await import("./members/member-view.tsx")).MemberView })),
  "/staff/renewals/": lazy(async () => ({ default: (await import("./renewals/renewals-view.tsx")).RenewalsView })),
  "/staff/quiet/": lazy(async () => ({ default: (await import("./quiet/quiet-view.tsx")).QuietView })),
  "/staff/listings/": lazy(async () => ({ default: (await import("./listings/listings-view.tsx")).ListingsView })),
  "/staff/events/": lazy(async () => ({ default: (await import("./events/events-view.tsx")).EventsView })),
  "/staff/announcements/": lazy(async () => ({
    default: (await import("./announcements/announcements-view.tsx")).AnnouncementsView,
  })),
  "/staff/history/": lazy(async () => ({ default: (await import("./history/history-view.tsx")).HistoryView })),
  "/staff/reports/": lazy(async () => ({ default: (await import("./reports/reports-view.tsx")).ReportsView })),
  "/staff/duplicates/": lazy(async () => ({
    default: (await import("./duplicates/duplicates-view.tsx")).DuplicatesView,
  })),
  "/staff/settings/": lazy(async () => ({ default: (await import("./settings/settings-view.tsx")).SettingsView })),
  "/staff/categories/": lazy(async () => ({
    default: (await import("./categories/categories-view.tsx")).CategoriesView,
  })),
  "/staff/import/": lazy(async () => ({ default: (await import("./import/import-view.tsx")).ImportView })),
};
