-- expect: value 60000
-- limits: memory=1
-- Values of cases that were not done.
return function()
  local full, ready, closed, n = channel.new(), channel.new(1), channel.new(), 0
  closed:close()
  for i = 1, 20000 do
    if channel.select({ full:case_send({ i }), default = true }).default then n = n + 1 end
    if channel.select({ full:case_send({ i }), ready:case_send(i) }).channel == ready and ready:receive() == i then n = n + 1 end
    if not pcall(closed.send, closed, { i }) then n = n + 1 end
  end
  return n
end
