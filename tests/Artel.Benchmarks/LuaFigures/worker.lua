---@process bench.figures:worker
---@message page { id: integer, link: string, depth: integer, tags: string[] }

-- The crawler as a process: it answers each page.

local crawler = require("LuaFigures.crawler")

local function main()
  local pages = process.listen("page", { message = true })
  while true do
    local page = pages:receive()
    page:reply(crawler.judge(page:payload()))
  end
end

return { main = main }
