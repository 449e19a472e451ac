-- A worker as applications write them: it takes links to pages apart, brings them into one form, remembers which it has seen and how good
-- they are. The benchmarks run it as a process, and on the bare engine.

local state = { count = 0, seen = {}, hosts = {} }

local DEEPEST = 3
local PORTS = { http = 80, https = 443 }

local function parse(link)
  local scheme, host, port, path = link:match("^(%a+)://([^/:]+):?(%d*)(.*)$")
  if not scheme then return nil, "not a link: " .. link end
  return {
    scheme = scheme:lower(),
    host = host:lower(),
    port = tonumber(port) or PORTS[scheme:lower()] or 0,
    path = path ~= "" and path or "/",
  }
end

local function normalize(link)
  local kept = {}
  for part in link.path:gmatch("[^/]+") do
    if part == ".." then
      table.remove(kept)
    elseif part ~= "." then
      kept[#kept + 1] = part:lower()
    end
  end
  return ("%s://%s:%d/%s"):format(link.scheme, link.host, link.port, table.concat(kept, "/"))
end

local function rate(tags)
  local rating = 0
  for i, tag in ipairs(tags or {}) do
    rating = rating + #tag * i
    if tag == "priority" then rating = rating * 2 end
  end
  return rating
end

local crawler = {}

---What is to be done with a page.
function crawler.judge(page)
  local link, problem = parse(page.link)
  if not link then return { id = page.id, status = "bad", reason = problem } end
  if (page.depth or 0) > DEEPEST then return { id = page.id, status = "deep" } end
  local key = normalize(link)
  if state.seen[key] then return { id = page.id, status = "seen", link = key } end
  state.seen[key] = true
  state.hosts[link.host] = (state.hosts[link.host] or 0) + 1
  state.count = state.count + 1
  -- A real one would write to a store; here it forgets, so that the table does not grow with the benchmark.
  if state.count % 100 == 0 then state.seen = {} end
  return { id = page.id, status = "new", link = key, rating = rate(page.tags) + state.hosts[link.host] % 7 }
end

return crawler
