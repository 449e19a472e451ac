using Artel.Tool;

return await ArtelCommand.RunAsync(args, Console.Out, Console.Error);
