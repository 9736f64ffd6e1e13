import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";

/**
 * Which of the page's parts are open: that which the address names, and what somebody opens. What is opened is named in the
 * address, which can be given to others.
 */
export function useAnchor(): { isOpen: (id: string) => boolean; open: (id: string, open: boolean) => void } {
  const navigate = useNavigate();
  const hash = useLocation({ select: (location) => location.hash });
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set([hash]));
  const clicked = useRef<string>(undefined);
  useEffect(() => {
    // Whoever clicked is there already.
    if (hash === "" || hash === clicked.current) return undefined;
    clicked.current = undefined;
    setOpened((before) => new Set([...before, hash]));
    // The router looks for it before the description is there.
    const frame = requestAnimationFrame(() => document.getElementById(hash)?.scrollIntoView());
    return () => cancelAnimationFrame(frame);
  }, [hash]);
  return {
    isOpen: (id) => opened.has(id),
    open(id, open) {
      setOpened((before) => new Set([...[...before].filter((one) => one !== id), ...(open ? [id] : [])]));
      if (!open) return;
      clicked.current = id;
      void navigate({ to: "/docs", hash: id, replace: true, resetScroll: false, hashScrollIntoView: false });
    },
  };
}
