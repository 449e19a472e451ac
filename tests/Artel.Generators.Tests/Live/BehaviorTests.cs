using Artel.Lua;
using Artel.Messaging;
using Artel.Payloads;
using Artel.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Generators.Tests;

/// <summary>Runs generated dispatch, as the runtime does.</summary>
public sealed class BehaviorTests
{
    private readonly Journal _journal = new();
    private readonly FakeProcess _process = new();
    private readonly ServiceProvider _services;

    public BehaviorTests() => _services = new ServiceCollection().AddSingleton(_journal).AddKeyedSingleton("loud", _journal).AddOptions().BuildServiceProvider();

    [Fact]
    public void Definition_says_what_the_class_is()
    {
        var clerk = Definition<Clerk>();
        Assert.Equal("tests:clerk", clerk.Id);
        Assert.Equal("C#", clerk.Language);
        Assert.Equal(["order", "note", "double", "later", "wait", "fail"], clerk.Topics);
        Assert.Equal((false, false), (clerk.IsSynchronous, clerk.EndsWhenCancelled));
        Assert.Equal((true, true), (Definition<Sink>().IsSynchronous, Definition<Sink>().EndsWhenCancelled));
        Assert.Equal((false, false), (Definition<Greeter>().IsSynchronous, Definition<Greeter>().EndsWhenCancelled));
        Assert.Equal(["put", "get", "id"], Definition<LongKeeper>().Topics);
    }

    [Fact]
    public void Definition_has_what_the_class_declares()
    {
        Assert.Equal(
            [new(Permissions.Send), new(Permissions.Spawn, "tests:*"), new(Permissions.Terminate)],
            Definition<Declaring>().Permissions);
        Assert.Equal(7, Definition<Declaring>().MaxMailboxLength);
        Assert.Equal([], Definition<Clerk>().Permissions);
        Assert.Null(Definition<Clerk>().MaxMailboxLength);
    }

    [Fact]
    public void Message_reaches_its_handler()
    {
        var clerk = Start<Clerk>();
        Receive(clerk, Message<Order>.Make("order", null, new Order(1, "tea")), BehaviorStepKind.Done);
        Receive(clerk, new ValuesMessage("order", null, [new Order(2, "milk", 3), true]), BehaviorStepKind.Done);
        Assert.Equal(["nobody 1 tea 1 False", "nobody 2 milk 3 True"], _journal.Lines);
        Assert.Empty(_process.Rejected);
    }

    [Fact]
    public void Message_from_lua_reaches_its_handler()
    {
        var order = Table(("id", 7L), ("item", "salt"), ("unknown", true));
        Receive(Start<Clerk>(), new PortableMessage("order", null, order), BehaviorStepKind.Done);
        Assert.Equal(["nobody 7 salt 1 False"], _journal.Lines);
    }

    [Fact]
    public void Message_that_does_not_fit_is_rejected_and_the_process_goes_on()
    {
        var clerk = Start<Clerk>();
        Receive(clerk, Message<string>.Make("order", null, "tea"), BehaviorStepKind.Done);
        Receive(clerk, EmptyMessage.Make("order", null), BehaviorStepKind.Done);
        Receive(clerk, Message<Order?>.Make("order", null, null), BehaviorStepKind.Done);
        Receive(clerk, new PortableMessage("order", null, Table(("id", 7.5), ("item", "salt"))), BehaviorStepKind.Done);
        Receive(clerk, new PortableMessage("order", null, Table(("id", 7L))), BehaviorStepKind.Done);
        Receive(clerk, new ValuesMessage("order", null, [new Order(2, "milk"), "yes"]), BehaviorStepKind.Done);
        Assert.Equal(
            [
                "Invalid message 'order': order: a String was given, a Order was expected",
                "Invalid message 'order': order: the message has no payload, a Order was expected",
                "Invalid message 'order': order: nil was given",
                "Invalid message 'order': order: id: expected an integer, got the number 7.5",
                "Invalid message 'order': order: field 'item' of Order is missing",
                "Invalid message 'order': express: a String was given, a Boolean was expected",
            ],
            _process.Rejected);
        Assert.Empty(_journal.Lines);
    }

    [Fact]
    public void Nullable_payload_may_be_null_or_missing()
    {
        var clerk = Start<Clerk>();
        Receive(clerk, EmptyMessage.Make("note", null), BehaviorStepKind.Consumed);
        Receive(clerk, Message<string?>.Make("note", null, null), BehaviorStepKind.Consumed);
        Receive(clerk, Message<string>.Make("note", null, "text"), BehaviorStepKind.Consumed);
        Assert.Equal(["nothing", "nothing", "text"], _journal.Lines);
    }

    [Fact]
    public async Task Return_value_answers_the_request()
    {
        var clerk = Start<Clerk>();
        var now = Asked<long>();
        var later = Asked<string>();
        Receive(clerk, ValueRequest<int>.Make("double", null, 21, now), BehaviorStepKind.Consumed);
        Assert.Equal(42, await now.Await());
        var pending = (Task)Receive(clerk, EmptyRequest.Make("later", null, later), BehaviorStepKind.Pending).State!;
        Assert.False(pending.IsCompleted);
        _journal.Gate.SetResult();
        await pending;
        Assert.Equal("later", await later.Await());
    }

    [Fact]
    public async Task Asynchronous_handler_is_pending()
    {
        var step = Receive(Start<Clerk>(), EmptyMessage.Make("wait", null), BehaviorStepKind.Pending);
        _journal.Gate.SetResult();
        await (Task)step.State!;
        Assert.Equal(["waited"], _journal.Lines);
    }

    [Fact]
    public void Exception_leaves_the_handler() =>
        Assert.Throws<InvalidOperationException>(() => Start<Clerk>().Receive(EmptyMessage.Make("fail", null)));

    [Fact]
    public void Topic_without_handler_is_not_handled() => Receive(Start<Clerk>(), EmptyMessage.Make("other", null), BehaviorStepKind.NotHandled);

    [Fact]
    public void Handler_of_the_rest_takes_every_topic()
    {
        Receive(Start<Sink>(), EmptyMessage.Make("anything", null), BehaviorStepKind.Done);
        Assert.Equal(["anything"], _journal.Lines);
    }

    [Fact]
    public async Task Events_reach_their_handlers()
    {
        var clerk = Start<Clerk>();
        Assert.True(Pid.TryParse("{local@tests:host|1.1}", out var pid));
        Assert.Equal(BehaviorStepKind.Done, clerk.Notify(new ExitEvent(pid!, default, ProcessResult.Nothing)).Kind);
        var cancelling = clerk.Notify(new CancelEvent(null, default, null));
        _journal.Gate.SetResult();
        await (Task)cancelling.State!;
        Assert.Equal(BehaviorStepKind.NotHandled, clerk.Notify(new LinkDownEvent(pid!, default, new ProcessException(ErrorKind.Internal, "x"))).Kind);
        Assert.Equal(["exit pid.exit", "cancel"], _journal.Lines);
    }

    [Fact]
    public async Task Main_gets_the_arguments_after_those_of_the_constructor()
    {
        var step = Create<Greeter>("!", "hi").Start(_process);
        Assert.Equal(BehaviorStepKind.Main, step.Kind);
        var run = (MainRun)step.State!;
        _journal.Gate.SetResult();
        await run.Task;
        Assert.Equal("hi!hi!", run.Value);
        Assert.Equal(["True True"], _journal.Lines);
    }

    [Theory]
    [InlineData("argument 2 'name': the process takes more arguments than the 1 that were given", "!")]
    [InlineData("argument 1 'mark': a Int32 was given, a String was expected", 1, "hi")]
    [InlineData("argument 2 'name': nil was given", "!", null)]
    [InlineData("argument 3 'times': a String was given, a Int32 was expected", "!", "hi", "three")]
    public void Wrong_argument_is_an_error_of_the_spawn(string expected, params object?[] arguments)
    {
        var error = Assert.Throws<ProcessException>(() => Create<Greeter>(arguments));
        Assert.Equal((ErrorKind.Invalid, expected), (error.Kind, error.Message));
    }

    [Fact]
    public void Service_that_is_not_there_is_named_with_its_parameter()
    {
        var error = Assert.Throws<ProcessException>(() => Create<Needy>());
        Assert.Equal(ErrorKind.Internal, error.Kind);
        Assert.StartsWith(
            "the process's constructor needs a 'Artel.Generators.Tests.Journal' with the key \"quiet\" for its parameter 'keyed', and the application has no such service",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_that_may_be_missing_and_options()
    {
        var answer = Asked<string>();
        Receive(Start<Optional>(), EmptyRequest.Make("get", null, answer), BehaviorStepKind.Consumed);
        Assert.Equal("3 True True False", await answer.Await());
    }

    [Fact]
    public void Process_is_not_there_in_the_constructor()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Create<Early>());
        Assert.Equal("Artel.Generators.Tests.Early.Process can't be used before the process has started, and the constructor runs before that.", error.Message);
    }

    [Fact]
    public async Task Inherited_handlers_and_overrides()
    {
        var keeper = Start<LongKeeper>();
        var value = Asked<long>();
        var id = Asked<string>();
        Receive(keeper, Message<int>.Make("put", null, 41), BehaviorStepKind.Consumed);
        Receive(keeper, EmptyRequest.Make("get", null, value), BehaviorStepKind.Consumed);
        Receive(keeper, EmptyRequest.Make("id", null, id), BehaviorStepKind.Consumed);
        Assert.Equal((42L, "tests:fake"), (await value.Await(), await id.Await()));
    }

    [Fact]
    public void AddDefinitions_adds_classes_and_lua_files()
    {
        var shapes = new[] { "tests:answerer", "tests:box", "tests:caller", "tests:closed", "tests:couple", "tests:keyed", "tests:levels", "tests:orders", "tests:records", "tests:unseen" };
        var artel = new ArtelBuilder(new ServiceCollection()).AddDefinitions();
        Assert.Equal(["tests:adder", "tests:boss", "tests:clerk", "tests:declaring", "tests:early", "tests:greeter", "tests:holding", "tests:keeper", "tests:needy", "tests:optional", "tests:sink", "tests:times"], artel.Definitions.Keys.Except(shapes).Where(static id => id.StartsWith("tests:", StringComparison.Ordinal)).Order());
        Assert.Superset(shapes.ToHashSet(), artel.Definitions.Keys.ToHashSet());
        var lua = artel.Services.BuildServiceProvider().GetServices<LuaDefinition>();
        Assert.Equal([new LuaDefinition("tests:thumbnailer", "lua/thumbnailer.lua", "resize", "PermissionDeclaration { Action = process.send, Resource = * }")], lua);
    }

    [Theory]
    [InlineData("lua/thumbnailer.lua")]
    [InlineData("lua/nested/module.lua")]
    public void Lua_files_are_in_the_output_folder(string path) => Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, path)));

    private static ProcessDefinition Definition<T>()
        where T : IProcess => T.Definition;

    private static PortableValues Table(params (string Key, object Value)[] fields)
    {
        var writer = PayloadWriter.Rent();
        PayloadConversion.Write(writer, fields.ToDictionary(static field => field.Key, static field => (object?)field.Value), "test");
        return writer.ToValues(1);
    }

    /// <summary>A request of code outside of any process, which waits for ever.</summary>
    private static AskSlot<T> Asked<T>() =>
        AskSlot<T>.Begin(asker: null, new TimerQueue(TimeProvider.System), Timeout.InfiniteTimeSpan, "asked", "nobody", CancellationToken.None);

    private IProcessBehavior Create<T>(params object?[] arguments)
        where T : IProcess => T.Definition.Create(new ProcessActivation(_services, SpawnArguments.Of(arguments)));

    private IProcessBehavior Start<T>()
        where T : IProcess
    {
        var behavior = Create<T>();
        Assert.Equal(BehaviorStepKind.Done, behavior.Start(_process).Kind);
        return behavior;
    }

    private static BehaviorStep Receive(IProcessBehavior behavior, Message message, BehaviorStepKind expected)
    {
        var step = behavior.Receive(message);
        Assert.Equal(expected, step.Kind);
        return step;
    }
}
