// @ts-check
/* What goes wrong with the learning record, in a sentence at the top of the page; where something is
   in this window only, with a button to take it along. */
(() => {
  "use strict";
  const { button, status } = courseDom;
  /** @type {Record<string, string>} */
  const TEXTS = {
    off: "这个浏览器不让网页保存数据。题目照样能做，关掉页面后记录就没有了。",
    full: "浏览器的存储空间满了，新的作答没有存下来。请导出一份，再清理空间。",
    damaged: "本机原来的学习记录读不懂了，已原样放在一边，没有删除；现在从头记录。",
    newer: "本机的学习记录是更新的版本写的，这一版读不懂；已原样放在一边，现在从头记录。",
    person: "另一个窗口换了人或清除了记录，这里已换成现在的记录。",
    emptied: "浏览器里的学习记录被清空了，这个窗口里还留着。接着作答会重新存下，也可以先导出一份。",
    begun: "浏览器里的学习记录被清空后又重新开始了。清空以前的还在这个窗口里，关掉之前可以导出。",
  };
  const ALONE = ["off", "full", "emptied", "begun"]; // what is here is not stored

  const isRecordPage = Boolean(document.querySelector(".mdx-record"));
  const notice = status("p", "mdx-notice");
  const save = button("导出成文件", courseStore.save);
  save.classList.add("mdx-notice__save");

  const say = () => {
    const problem = courseStore.problem();
    const { entries, texts } = courseStore.strange();
    const count = problem ? 0 : entries + (isRecordPage ? texts : 0);
    const text = count
      ? `学习记录里有 ${count} 处这一版读不懂，已原样留着，没有删除；导出的文件里也有。`
      : TEXTS[problem] || "";
    if (notice.textContent !== text) notice.textContent = text;
    notice.hidden = !text;
    save.hidden = !ALONE.includes(problem);
  };

  courseStore.onChange(say);
  const host = document.querySelector(".mdx-article");
  if (host) host.prepend(notice, save);
  say();
})();
