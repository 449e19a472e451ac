---@process log.rules:suspicious
---@permission process.send *
---@message line { number: integer, file: string, remote_address: string, user: string?, method: string, path: string, status: integer, bytes: integer?, referrer: string?, user_agent: string?, seconds: number? }

-- Requests that look for a way in, by kind. A plain search for known pieces of text: easy to read, easy to add to, and it
-- finds what the usual scanners send. The first piece that is found gives the kind.
local SIGNS = {
  { "traversal", { "../", "..%2f", "%2e%2e", ".%2e/", "/etc/passwd" } },
  { "SQL injection", { "union+select", "union%20select", "+or+1=1", "%20or%201=1", "sleep(", "information_schema" } },
  { "script injection", { "<script", "%3cscript", "javascript:" } },
  { "secrets probe", { "/.env", "/.git/", "/.aws/", "/backup.zip", "/actuator/" } },
  { "WordPress probe", { "/wp-login", "/wp-admin", "/xmlrpc.php" } },
  { "phpMyAdmin probe", { "/phpmyadmin", "/pma/" } },
  { "exploit probe", { "/cgi-bin/", "/vendor/phpunit", "/boaform/", "/hnap1" } },
}

local function classify(entry)
  -- The parser leaves the method empty when the request line was no HTTP at all.
  if entry.method == "" then return "not HTTP" end
  local path = entry.path:lower()
  for _, sign in ipairs(SIGNS) do
    local kind, pieces = sign[1], sign[2]
    for _, piece in ipairs(pieces) do
      if path:find(piece, 1, true) then return kind end
    end
  end
  return nil
end

local function main()
  local inbox = process.inbox()
  while true do
    local message, ok = inbox:receive()
    if not ok then return end
    local entry = message:payload()
    process.send(message:from(), "classified", { number = entry.number, label = classify(entry) })
  end
end

return { main = main }
