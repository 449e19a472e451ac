using Artel.Conformance.Definitions;
using Artel.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Artel.Conformance;

/// <summary>An application as a user builds it, with all definitions of the conformance tests and a clock that only tests turn.</summary>
public sealed class ConformanceApp : IAsyncDisposable
{
    /// <summary>The host of nearly all processes.</summary>
    public const string Host = "conf:processes";

    /// <summary>A host that gives its processes <see cref="StopTimeout"/> to end.</summary>
    public const string PatientHost = "conf:patient";

    /// <summary>A host whose mailboxes hold <see cref="MailboxLength"/> messages and refuse more.</summary>
    public const string BoundedHost = "conf:bounded";

    /// <summary>A host whose mailboxes hold <see cref="MailboxLength"/> messages and have senders wait.</summary>
    public const string WaitingHost = "conf:waiting";

    /// <summary>A host that has room for one process.</summary>
    public const string SmallHost = "conf:small";

    /// <summary>A host that takes puppets only.</summary>
    public const string PuppetHost = "conf:puppets";

    /// <summary>A queue that nobody consumes.</summary>
    public const string Queue = "conf:queue";

    /// <summary>The bound of the bounded hosts.</summary>
    public const int MailboxLength = 4;

    /// <summary>What the patient host waits for.</summary>
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Nothing here takes that long; a test that hangs fails instead of holding the run.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The environment variable that has the tests run on the thread pool, as <c>pool</c>, instead of on workers.</summary>
    private const string SchedulerVariable = "ARTEL_TEST_SCHEDULER";

    private readonly IHost _application;

    private ConformanceApp(IHost application, FakeTimeProvider time)
    {
        _application = application;
        Time = time;
        Runtime = application.Services.GetRequiredService<ArtelRuntime>();
    }

    /// <summary>The clock of all timers and deadlines.</summary>
    public FakeTimeProvider Time { get; }

    /// <summary>The world outside of any process.</summary>
    public ArtelRuntime Runtime { get; }

    /// <summary>Builds and starts it.</summary>
    /// <param name="mode">What processes without an identity may do.</param>
    /// <param name="more">Adds what a test needs besides.</param>
    public static async Task<ConformanceApp> StartAsync(SecurityMode mode = SecurityMode.Permissive, Action<ArtelBuilder>? more = null)
    {
        var time = new FakeTimeProvider();
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddArtel(artel =>
        {
            Build(artel, mode);
            more?.Invoke(artel);
        });
        var application = builder.Build();
        await application.StartAsync();
        return new(application, time);
    }

    private static void Build(ArtelBuilder artel, SecurityMode mode) => OnScheduler(artel)
        .UseSecurityMode(mode)
        .UseFunctionHost(Host)
        .AddHost(Host, static host => host.StopTimeout = TimeSpan.Zero)
        .AddHost(PatientHost, static host => host.StopTimeout = StopTimeout)
        .AddHost(BoundedHost, static host => host.MaxMailboxLength = MailboxLength)
        .AddHost(SmallHost, static host =>
        {
            host.StopTimeout = TimeSpan.Zero;
            host.MaxProcesses = 1;
        })
        .AddHost(PuppetHost, static host =>
        {
            host.StopTimeout = TimeSpan.Zero;
            host.Definitions = ["conf.csharp:*-puppet", "conf.lua:puppet"];
        })
        .AddHost(WaitingHost, static host =>
        {
            host.MaxMailboxLength = MailboxLength;
            host.MailboxFullPolicy = MailboxFullPolicy.Wait;
        })
        .UseMemoryQueues()
        .AddQueue(Queue)
        .AddDefinitions()
        .AddLuaPuppets();

    private static ArtelBuilder OnScheduler(ArtelBuilder artel) =>
        Environment.GetEnvironmentVariable(SchedulerVariable) == "pool" ? artel.UseThreadPool() : artel;

    /// <summary>Stops the application, as Ctrl+C does.</summary>
    public Task StopAsync() => _application.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().WaitAsync(Patience);
        _application.Dispose();
    }
}
