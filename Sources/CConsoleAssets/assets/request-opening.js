// Opens encrypted files with the key that this browser holds. Without it they are downloaded and opened elsewhere.

for (const part of document.querySelectorAll("[data-opening]")) {
  const owner = part.dataset.opening;
  const keys = await PerisaiKeys.show(owner).catch(() => null);
  if (!keys) continue;
  for (const button of part.querySelectorAll("[data-open]")) {
    const status = button.nextElementSibling;
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        const answer = await fetch(button.dataset.open, { redirect: "error" });
        if (!answer.ok) throw new Error(String(answer.status));
        const { name, content } = await PerisaiSealedFile.open(await answer.blob(), owner);
        const link = document.createElement("a");
        link.href = URL.createObjectURL(content);
        link.download = name;
        link.click();
        URL.revokeObjectURL(link.href);
        status.textContent = name;
      } catch (problem) {
        status.textContent = `${part.dataset.failed} ${problem.message}`;
      } finally { button.disabled = false; }
    });
  }
}
